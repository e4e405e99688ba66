import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inspectFile } from '@certloom/server/files/inspect'
import { cleanName } from '@certloom/server/files/name'
import { afterAll, describe, expect, test } from 'vitest'
import { docx, odt, pdf, png, program, xlsx } from '../support/files.ts'
import { zip } from '../support/zip.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'certloom-inspect-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function inspect(name: string, content: Uint8Array | string): Promise<string> {
  const file = path.join(folder, crypto.randomUUID())
  writeFileSync(file, content)
  return inspectFile(file, name)
}

const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1024 * 1024)

describe('the content says what a file is', () => {
  test.each([
    ['policy.pdf', pdf, 'application/pdf'],
    ['policy.docx', docx(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['register.XLSX', xlsx(), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['policy.odt', odt(), 'application/vnd.oasis.opendocument.text'],
    ['photo.png', png, 'image/png'],
    ['called otherwise.jpg', png, 'image/png'],
    ['notes.txt', 'BMW audit, Grüße', 'text/plain'],
    ['old excel.csv', Buffer.from('Name;Straße\r\nJosé;Öl\r\n', 'latin1'), 'text/csv'],
    ['read me.md', '# Scope\n\n<br>', 'text/markdown'],
  ])('%s', async (name, content, mediaType) => {
    expect(await inspect(name, content)).toBe(mediaType)
  })
})

test('an OpenDocument text with nothing in its libraries of macros is taken', async () => {
  const lists = ['Basic/script-lc.xml', 'Basic/Standard/script-lb.xml', 'Scripts/', 'Scripts/python/']
  expect(await inspect('m.odt', odt(...lists.map((name) => ({ name, data: '' }))))).toBe('application/vnd.oasis.opendocument.text')
})

describe('not taken is', () => {
  test.each([
    ['a program called a PDF', 'report.pdf', program],
    ['a program called a text', 'report.txt', program],
    ['a program under its own name', 'setup.exe', program],
    ['a page', 'page.html', '<html></html>'],
    ['a page called a text', 'page.txt', ' \ufeff<!DOCTYPE html><script>alert(1)</script>'],
    ['a drawing that can run scripts', 'logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['that drawing called an image', 'logo.png', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['that drawing called a text', 'logo.md', '<svg onload="alert(1)"/>'],
    ['a script', 'run.sh', '#!/bin/sh\necho'],
    ['a script called a text', 'run.txt', '#!/bin/sh\necho'],
    ['an image called a PDF', 'scan.pdf', png],
    ['a Word document called a workbook', 'register.xlsx', docx()],
    ['an archive', 'all.zip', zip([{ name: 'a.txt', data: 'a' }])],
    ['an archive called a Word document', 'all.docx', zip([{ name: 'a.txt', data: 'a' }])],
    ['what has no ending', 'README', 'text'],
    ['a PDF that ends before it begins', 'short.pdf', '%P'],
  ])('%s', async (_what, name, content) => {
    await expect(inspect(name, content)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/Upload PDF, Word/),
    })
  })

  test('a Word document with macros', async () => {
    await expect(inspect('m.docx', docx({ name: 'word/vbaProject.bin', data: 'x' }))).rejects.toThrow('without macros')
  })

  test.each(['Basic/Standard/Module1.xml', 'basic/Tools/Main.XML', 'Scripts/python/run.py'])(
    'an OpenDocument text with the macro %s',
    async (name) => {
      await expect(inspect('m.odt', odt({ name, data: 'x' }))).rejects.toThrow('without macros')
    },
  )

  test('a document cut off in the middle', async () => {
    await expect(inspect('half.docx', docx().subarray(0, 200))).rejects.toThrow('damaged')
  })

  test('a document with a path in it that leads out', async () => {
    await expect(inspect('out.docx', docx({ name: '../../etc/passwd', data: 'x' }))).rejects.toThrow('damaged')
  })
})

describe('a file that explodes is not taken', () => {
  test.each([
    ['says so', docx({ name: 'word/bomb.xml', data: zeros(40) })],
    ['says it is small, and is not', docx({ name: 'word/bomb.xml', data: zeros(40), declares: 1_000 })],
    ['says far more than anybody stores', docx({ name: 'word/bomb.xml', data: 'x', declares: 4_000_000_000 })],
    ['is many in one', docx(...Array.from({ length: 12_000 }, (_, index) => ({ name: `word/${index}.xml`, data: '' })))],
    ['is many that are each harmless', docx(...Array.from({ length: 8 }, (_, index) => ({ name: `word/${index}.xml`, data: zeros(5) })))],
  ])('one that %s', async (_how, content) => {
    expect(content.length).toBeLessThan(3_000_000)
    await expect(inspect('bomb.docx', content)).rejects.toThrow(/unfolds to far more|damaged/)
  })

  test('an honest document with large text in it is', async () => {
    const words = Array.from({ length: 400_000 }, (_, index) => `${(index * 7919) % 100_003} `).join('')
    expect(await inspect('long.docx', docx({ name: 'word/long.xml', data: words.repeat(6) }))).toContain('wordprocessingml')
  })
})

describe('a name', () => {
  test.each([
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Users\\ada\\Audit.pdf', 'Audit.pdf'],
    ['e\u0301tat.pdf', '\u00e9tat.pdf'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['a\u0000b\n.txt', 'ab.txt'],
    ['Prüfbericht 審査.pdf', 'Prüfbericht 審査.pdf'],
    [`${'x'.repeat(500)}.pdf`, `${'x'.repeat(196)}.pdf`],
  ])('%j becomes %j', (given, name) => {
    expect(cleanName(given)).toBe(name)
  })

  test.each(['', '.', '..', '/', 'a/', '\u202e'])('%j is none', (given) => {
    expect(() => cleanName(given)).toThrow('no name')
  })
})

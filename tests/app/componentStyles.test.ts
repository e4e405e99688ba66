import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const client = path.resolve(import.meta.dirname, '../../client/src')
const styles = path.resolve(import.meta.dirname, '../../node_modules/@mantine/core/styles')

/** The components of Mantine that our own code uses, by name. */
function usedComponents(): Set<string> {
  const sources = globSync('**/*.{ts,tsx}', { cwd: client }).map((file) => readFileSync(path.join(client, file), 'utf8'))
  const imports = sources.flatMap((source) => [...source.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)])
  return new Set(imports.flatMap(([, names = '']) => names.split(',').map((name) => name.trim().replace(/^type /, ''))))
}

test('every component that is used comes with its styles: only those are loaded', () => {
  const sheet = readFileSync(path.join(client, 'ui/mantine.css'), 'utf8')
  const unstyled = [...usedComponents()].filter(
    (name) => existsSync(path.join(styles, `${name}.layer.css`)) && !sheet.includes(`/${name}.layer.css`),
  )
  expect(unstyled).toEqual([])
})

type Sheet = { file: string; defined: ReadonlySet<string> }

const sourceOf = (file: string): string => readFileSync(path.join(client, file), 'utf8')

/** The classes of a style sheet by their names; those of other people's markup are not ours to name. */
function sheetOf(file: string): Sheet {
  const own = sourceOf(file)
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/:global\([^)]*\)/g, '')
  return { file, defined: new Set([...own.matchAll(/\.([a-z]\w*)/gi)].map(([, name = '']) => name)) }
}

/** The style sheets a component imports, with the names it asks each for; null if it hands a whole sheet on. */
function namedIn(file: string): { sheet: string; names: ReadonlySet<string> | null }[] {
  const source = sourceOf(file)
  return [...source.matchAll(/import (\w+) from '([^']+\.module\.css)'/g)].map(([statement, local = '', from = '']) => {
    const uses = source.replace(statement, '')
    const names = [...uses.matchAll(new RegExp(`\\b${local}\\.(\\w+)`, 'g'))].map(([, name = '']) => name)
    const isHandedOn = new RegExp(`[={(,]\\s*${local}\\s*[}),\\[]`).test(uses)
    return { sheet: path.join(path.dirname(file), from), names: isHandedOn ? null : new Set(names) }
  })
}

test('every class that a component names is in its style sheet, and every class of a sheet is named', () => {
  const sheets = globSync('**/*.module.css', { cwd: client }).map(sheetOf)
  const naming = globSync('**/*.{ts,tsx}', { cwd: client }).flatMap((file) => namedIn(file).map((named) => ({ file, ...named })))
  const missing = naming.flatMap(({ file, sheet, names }) =>
    [...(names ?? [])]
      .filter((name) => !sheets.some((candidate) => candidate.file === sheet && candidate.defined.has(name)))
      .map((name) => `${file}: ${name}`),
  )
  expect(missing).toEqual([])
  const unused = sheets.flatMap(({ file, defined }) => {
    const uses = naming.filter(({ sheet }) => sheet === file)
    if (uses.some(({ names }) => names === null)) return []
    return [...defined].filter((name) => !uses.some(({ names }) => names?.has(name))).map((name) => `${file}: ${name}`)
  })
  expect(unused).toEqual([])
})

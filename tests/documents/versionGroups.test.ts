import type { DocumentVersion } from '@certloom/shared/documents/contract'
import { groupVersions } from '@certloom/shared/documents/versionGroups'
import { describe, expect, test } from 'vitest'

const at = (time: string): string => `2026-11-20T${time}:00.000Z`

/** A save by these people at a time of that day, in these sections. */
const save = (revision: number, time: string, names: string[], sections: string[] = ['scope'], rest: Partial<DocumentVersion> = {}) => ({
  revision,
  document_version: 1,
  kind: 'autosave' as DocumentVersion['kind'],
  label: null,
  contributors: names.map((name) => ({ id: name, name })),
  changed_sections: sections.map((id) => ({ id, title: id })),
  created_at: at(time),
  ...rest,
})

const revisionsOf = (versions: Parameters<typeof groupVersions>[0]): number[][] =>
  groupVersions(versions).map((group) => group.versions.map(({ revision }) => revision))

describe('revisions in one breath', () => {
  test('are the saves of one sitting, with everybody and every section in it', () => {
    const [group, ...others] = groupVersions([
      save(3, '14:40', ['Ben'], ['scope', 'roles']),
      save(2, '14:20', ['Ana', 'Ben'], ['scope']),
      save(1, '14:05', ['Ana'], ['purpose']),
    ])
    expect(others).toEqual([])
    expect(group?.people.map(({ name }) => name)).toEqual(['Ben', 'Ana'])
    expect(group?.sections.map(({ id }) => id)).toEqual(['scope', 'roles', 'purpose'])
  })

  test('end with a pause of more than half an hour, however long the sitting was', () => {
    const saves = [save(4, '15:30', ['Ana']), save(3, '15:00', ['Ana']), save(2, '14:30', ['Ana']), save(1, '13:59', ['Ana'])]
    expect(revisionsOf(saves)).toEqual([[4, 3, 2], [1]])
  })

  test('have somebody in common', () => {
    expect(revisionsOf([save(3, '14:10', ['Cara']), save(2, '14:08', ['Ben']), save(1, '14:05', ['Ana', 'Ben'])])).toEqual([[3], [2, 1]])
    expect(revisionsOf([save(2, '14:10', []), save(1, '14:09', [])])).toEqual([[2], [1]])
  })

  test('are not what somebody made on purpose, and not those on both sides of it', () => {
    const named = save(2, '14:06', [], [], { kind: 'named', label: 'Draft' })
    expect(
      revisionsOf([save(3, '14:07', ['Ana']), named, save(1, '14:05', ['Ana']), save(0, '14:04', [], [], { kind: 'created' })]),
    ).toEqual([[3], [2], [1], [0]])
  })

  test('belong to one draft', () => {
    expect(revisionsOf([save(2, '14:06', ['Ana'], ['scope'], { document_version: 2 }), save(1, '14:05', ['Ana'])])).toEqual([[2], [1]])
  })

  test('are all there, in their order, whatever they are', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      save(60 - index, `${String(20 - Math.floor(index / 4)).padStart(2, '0')}:${String(59 - (index % 4) * 14).padStart(2, '0')}`, [
        index % 7 === 0 ? 'Ana' : 'Ben',
      ]),
    )
    expect(revisionsOf(many).flat()).toEqual(many.map(({ revision }) => revision))
  })
})

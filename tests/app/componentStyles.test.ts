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

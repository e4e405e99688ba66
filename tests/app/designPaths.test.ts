import { contract, streamedContract } from '@certloom/shared/contract'
import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type DesignPath, designPaths } from './designPaths.ts'

/** Parameters may be called otherwise; where they stand is what a program relies on. */
const placesOf = (path: string): string => path.replaceAll(/\{\w+\}/g, '{}')

const procedures = new Map<string, AnyContractProcedure>(
  Object.values({ ...contract, streamedContract })
    .flatMap((noun) => Object.values(noun))
    .filter((procedure) => isContractProcedure(procedure))
    .map((procedure) => [placesOf(`${procedure['~orpc'].route.method} ${procedure['~orpc'].route.path}`), procedure]),
)

const fieldsOf = (procedure: AnyContractProcedure | undefined): string[] => {
  const input = procedure?.['~orpc'].inputSchema
  return input instanceof z.ZodObject ? Object.keys(input.shape) : []
}

test.each(designPaths)('$path is served, with the fields that the design names', ({ path, fields = [] }: DesignPath) => {
  const procedure = procedures.get(placesOf(path))
  expect(procedure, path).toBeDefined()
  expect(fieldsOf(procedure)).toEqual(expect.arrayContaining([...fields]))
})

test('what is left out of the design is left out indeed, and says why', () => {
  for (const { path, leftOut = {} } of designPaths)
    for (const [field, why] of Object.entries(leftOut)) {
      expect(fieldsOf(procedures.get(placesOf(path))), `${path} takes ${field} by now`).not.toContain(field)
      expect(why.length, `${path} ${field}`).toBeGreaterThan(40)
    }
})

test('the list names each path once', () => {
  const named = designPaths.map(({ path }) => placesOf(path))
  expect(named).toHaveLength(new Set(named).size)
  expect(named.length).toBeGreaterThan(50)
})

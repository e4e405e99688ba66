import { v5, v7, validate } from 'uuid'

/** Namespace of the shipped catalogue: framework, requirement and template ids are derived from their codes and so are equal in every installation. */
const catalogueNamespace = '0a2c6f0e-5d0b-5f7c-9c55-1f3c5f9d7e11'

/** A new id: UUIDv7, so that rows made later sort later. */
export const newId = (): string => v7()

/** Is this one of them, whoever made it? */
export const isId = (text: string): boolean => validate(text)

/**
 * The id of a catalogue row.
 * @param kind what the row is, e.g. `framework`, `requirement`, `template`
 * @param codes the codes that name it, outermost first, e.g. `iso27001-2022`, `A.5.1`
 */
export const catalogueId = (kind: 'framework' | 'requirement' | 'mapping' | 'template' | 'template_version', ...codes: string[]): string =>
  v5([kind, ...codes].join('/'), catalogueNamespace)

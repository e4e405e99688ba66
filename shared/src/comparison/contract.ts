import { z } from 'zod'
import { Person } from '../person.ts'
import { FillableSection } from '../templates/contract.ts'

export const changes = ['same', 'added', 'removed', 'changed'] as const
export const Change = z.enum(changes)
export type Change = z.infer<typeof Change>

/** How words are marked; `href` is where a link leads. */
export const WordMark = z.object({ type: z.string(), href: z.string().nullable() })
export type WordMark = z.infer<typeof WordMark>

/**
 * Some words: the same on both sides, on one of them only, or the same and marked otherwise. `marks` are those of the newer side, for removed words
 * of the older one.
 */
export const Piece = z.object({ change: z.enum(['same', 'added', 'removed', 'formatted']), text: z.string(), marks: z.array(WordMark) })
export type Piece = z.infer<typeof Piece>

/** What kind of line it is: its block, the level of a heading, and what it stands in, from the outside in. */
export const LineShape = z.object({ block: z.string(), level: z.number().nullable(), within: z.array(z.string()) })
export type LineShape = z.infer<typeof LineShape>

/** A line of a text; a line is a paragraph, a heading, an item of a list, a cell, a rule. */
export const LineDiff = z.object({
  change: Change,
  before: LineShape.nullable(),
  after: LineShape.nullable(),
  pieces: z.array(Piece),
})
export type LineDiff = z.infer<typeof LineDiff>

const Scalar = z.union([z.string(), z.number(), z.null()])

export const ColumnDiff = z.object({ id: z.string(), label: z.string(), type: z.string(), change: Change })
export type ColumnDiff = z.infer<typeof ColumnDiff>

/** A cell on both sides; `pieces` where both are words. */
export const CellDiff = z.object({
  column_id: z.string(),
  change: Change,
  before: Scalar,
  after: Scalar,
  pieces: z.array(Piece).nullable(),
})
export type CellDiff = z.infer<typeof CellDiff>

/** A row in the newer order; removed ones stand where they stood. `is_moved`: it stands elsewhere among those that both sides have. */
export const RowDiff = z.object({ id: z.string(), change: Change, is_moved: z.boolean(), cells: z.array(CellDiff) })
export type RowDiff = z.infer<typeof RowDiff>

/** An item of a list, or a piece of evidence by its title; order and moves as with rows. */
export const ItemDiff = z.object({ id: z.string(), change: Change, is_moved: z.boolean(), pieces: z.array(Piece) })
export type ItemDiff = z.infer<typeof ItemDiff>

export const SectionDiff = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), lines: z.array(LineDiff) }),
  z.object({ type: z.literal('table'), columns: z.array(ColumnDiff), rows: z.array(RowDiff) }),
  z.object({ type: z.literal('list'), items: z.array(ItemDiff) }),
  z.object({ type: z.literal('evidence'), items: z.array(ItemDiff) }),
])
export type SectionDiff = z.infer<typeof SectionDiff>

/**
 * Who wrote what of the newer side, as the live document knows it, whoever wrote most first: one entry for each line of a text in order (`id` is null),
 * one for each row of a table or item of a list by its id. Null where it is not known any more: the live document has moved on, and the full state of
 * that revision was not kept.
 */
export const PartWriters = z.array(z.object({ id: z.string().nullable(), people: z.array(Person) })).nullable()
export type PartWriters = z.infer<typeof PartWriters>

/** A section on both sides; `diff` is null if it says the same. */
export const ComparedSection = FillableSection.extend({ diff: SectionDiff.nullable(), writers: PartWriters })
export type ComparedSection = z.infer<typeof ComparedSection>

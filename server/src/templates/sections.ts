import { FillableSection, FixedSection } from '@certloom/shared/templates/contract'
import { z } from 'zod'
import type { TemplateVersion } from '../db/generated/client.ts'

/** What a template version consists of. */
export type Sections = { fixed: FixedSection[]; fillable: FillableSection[] }

/** The fillable sections a template version stores, in their order. */
export const fillableSectionsOf = (version: Pick<TemplateVersion, 'fillableSections'>): FillableSection[] =>
  z.array(FillableSection).parse(version.fillableSections)

/** The sections of a template version, in their order. */
export const sectionsOf = (version: Pick<TemplateVersion, 'fixedSections' | 'fillableSections'>): Sections => ({
  fixed: z.array(FixedSection).parse(version.fixedSections),
  fillable: fillableSectionsOf(version),
})

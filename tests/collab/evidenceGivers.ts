import { evidenceSection } from '@certloom/shared/collab/documentDoc'
import { linkedEvidence } from '@certloom/shared/collab/evidenceDoc'
import type { FillableSection } from '@certloom/shared/templates/contract'
import { ORPCError } from '@orpc/client'
import type * as Y from 'yjs'
import type { Person } from '../support/people.ts'
import type { World } from '../support/world.ts'
import type { Random } from '../support/writeAtRandom.ts'

type Place = { documentId: string; customerId: string; sections: readonly string[]; reviewer: Person }

/** A lock, or somebody who was quicker. */
const refusals: readonly unknown[] = ['conflict', 'not_found']

/** Did the server stop while it was asked? Then nobody knows whether it was done. */
const isCutOff = (error: unknown): boolean =>
  (error instanceof TypeError && /fetch failed|terminated/.test(error.message)) || (error instanceof ORPCError && error.status >= 502)

function pick<T>(from: readonly T[], random: Random): T | undefined {
  return from[Math.floor(random() * from.length)]
}

/** What people give as evidence for a document, and take away again, by requests and at random, while others write in it. */
export class EvidenceGivers {
  readonly #place: Place
  readonly #given: string[] = []
  readonly #links: { evidence_id: string; link_id: string }[] = []
  #underWay: Promise<void>[] = []
  /** how much of what was asked for was done */
  done = 0

  constructor(place: Place) {
    this.#place = place
  }

  /** Asks for one random thing, and waits for no answer. */
  act({ api }: Person, random: Random): void {
    const { reviewer } = this.#place
    const section = pick(this.#place.sections, random)
    const [evidence_id, link, choice] = [pick(this.#given, random), pick(this.#links, random), random()]
    if (evidence_id === undefined || choice < 0.4) this.#ask(() => this.#give(api, section))
    else if (choice < 0.6) this.#ask(() => this.#link(api, evidence_id, section))
    else if (link && choice < 0.85) this.#ask(() => api.evidence.detach(link))
    else if (choice < 0.9) this.#ask(() => reviewer.api.evidence.reject({ evidence_id, reason: 'Not this one.' }))
    else if (choice < 0.95) this.#ask(() => reviewer.api.evidence.accept({ evidence_id }))
    else this.#ask(() => api.evidence.archive({ evidence_id }))
  }

  /** Everything that was asked for was answered. Throws what no lock, no other person and no stop of the server explains. */
  async settle(): Promise<void> {
    const asked = this.#underWay
    this.#underWay = []
    await Promise.all(asked)
  }

  #ask(work: () => Promise<unknown>): void {
    const answered = work().then(
      () => {
        this.done += 1
      },
      (error: unknown) => {
        if (!isCutOff(error) && !(error instanceof ORPCError && refusals.includes(error.code))) throw error
      },
    )
    answered.catch(() => {}) // it is thrown where everybody waits for it
    this.#underWay.push(answered)
  }

  #target = (section: string | undefined) => ({ document_id: this.#place.documentId, section_id: section ?? '' })

  async #give(api: Person['api'], section: string | undefined): Promise<void> {
    const title = `Item ${this.#given.length}`
    const given = { customer_id: this.#place.customerId, title, url: 'https://files.example/item', targets: [this.#target(section)] }
    const { id, links } = await api.evidence.addLink(given)
    this.#given.push(id)
    for (const link of links) this.#links.push({ evidence_id: id, link_id: link.id })
  }

  async #link(api: Person['api'], evidence_id: string, section: string | undefined): Promise<void> {
    const { id } = await api.evidence.attach({ evidence_id, target: this.#target(section) })
    this.#links.push({ evidence_id, link_id: id })
  }
}

type Linked = Record<string, { id: string; title: string; status: string }[]>

/** What a replica says is linked, section by section. */
export function linkedIn(doc: Y.Doc, sections: readonly FillableSection[]): Linked {
  const linked = sections.map(({ id }) => [id, linkedEvidence(evidenceSection(doc, id))] as const)
  return Object.fromEntries(
    linked.flatMap(([section, items]) =>
      items.length > 0 ? [[section, items.map(({ id, title, status }) => ({ id, title, status }))]] : [],
    ),
  )
}

/** The same as the rows say it. */
export async function linkedRows(world: Pick<World, 'sql'>, documentId: string): Promise<Linked> {
  const rows = await world.sql<{ section: string; id: string; title: string; status: string }>(
    `select l.section_id as section, e.id, e.title, e.status::text from evidence e join evidence_link l on l.evidence_id = e.id
      where l.document_id = $1 and e.archived_at is null order by e.created_at, e.id`,
    [documentId],
  )
  const bySection = Map.groupBy(rows, ({ section }) => section)
  return Object.fromEntries([...bySection].map(([section, items]) => [section, items.map(({ section: _here, ...item }) => item)]))
}

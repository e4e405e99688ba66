import { initialFactsState } from '@certloom/shared/collab/factsDoc'
import { roomName } from '@certloom/shared/collab/rooms'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { factKeys } from '@certloom/shared/facts/catalogue'
import type { FactTexts } from '@certloom/shared/facts/texts'
import type { Customer } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'

/** The room of a customer's facts never begins anew. */
export const factsEpoch = 1

export const factsRoom = (customerId: string): string => roomName({ kind: 'facts', entityId: customerId, epoch: factsEpoch })

/** What the details of a customer say of its facts. */
const knownOf = ({ companyName, address, contactEmail }: Customer): FactTexts => ({
  legal_name: companyName,
  ...(address && { registered_address: address }),
  ...(contactEmail && { certification_contact: contactEmail }),
})

/** Gives a new customer its facts: the room they are live in, with what its details say already. The caller records the activity. */
export async function openFacts(tx: Tx, customer: Customer): Promise<void> {
  const { id: customerId, organizationId } = customer
  const known = knownOf(customer)
  await tx.liveDocument.create({
    data: {
      room: factsRoom(customerId),
      organizationId,
      customerId,
      kind: 'facts',
      entityId: customerId,
      epoch: factsEpoch,
      schemaVersion,
      state: new Uint8Array(initialFactsState(known)),
    },
    select: { room: true },
  })
  const updatedAt = new Date()
  await tx.fact.createMany({
    data: factKeys.flatMap((key) => (known[key] ? [{ organizationId, customerId, key, text: known[key], updatedAt }] : [])),
  })
}

import type { Support } from './statementContract.ts'

/**
 * What the work on a plan speaks for: ready where everything written down is approved and something accepted shows that it is done; partial where
 * there is some of it. Nothing is ever suggested to be missing: that nobody wrote it down here does not show that it is not done.
 */
export function suggestionOf({ documents, evidence }: Pick<Support, 'documents' | 'evidence'>): Support['suggestion'] {
  const approved = documents.filter(({ is_approved }) => is_approved).length
  const begun = documents.filter(({ is_approved, completion_percentage }) => is_approved || completion_percentage > 0).length
  const holds = evidence.filter(({ status, validity }) => status === 'accepted' && validity !== 'expired').length
  if (documents.length > 0 && approved === documents.length && holds > 0)
    return { status: 'ready', why: `${countOf(approved, 'document')} approved, ${countOf(holds, 'piece')} of evidence accepted.` }
  if (approved > 0 || holds > 0)
    return {
      status: 'partial',
      why: `${approved} of ${countOf(documents.length, 'document')} approved, ${countOf(holds, 'piece')} of evidence accepted.`,
    }
  return begun === 0 ? null : { status: 'partial', why: `${begun} of ${countOf(documents.length, 'document')} begun, none approved.` }
}

const countOf = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`

import { type Phrase, textIn } from './phrases.ts'

/** Links tell their section or task too, rejections their reason. */
export const evidencePhrase =
  (did: string): Phrase =>
  ({ action, before, after, section }) => {
    const [title, reason] = [textIn(after, 'title') ?? textIn(before, 'title'), textIn(after, 'reason')]
    const place = section?.title ?? textIn(after, 'task_title') ?? textIn(before, 'task_title')
    const rest = [place && `${action === 'evidence.unlinked' ? 'from' : 'to'} ${place}`, reason && `because: ${reason}`]
      .filter(Boolean)
      .join(' ')
    return { did, what: title ?? 'without a title', ...(rest && { rest }) }
  }

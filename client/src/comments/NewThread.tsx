import { Checkbox } from '@mantine/core'
import { useCan } from '../accounts/useMe.ts'
import classes from './CommentsPanel.module.css'
import { Composer } from './Composer.tsx'
import type { NewTarget } from './commentsHere.ts'
import { useDraft } from './drafts.ts'
import type { Named } from './outbox.ts'
import threadClasses from './Thread.module.css'
import { usePeopleToName } from './usePeopleToName.ts'

type Props = {
  documentId: string
  customerId: string
  about: NewTarget
  /** of its section */
  title: string | undefined
  onSubmit: (body: string, mentions: Named[], isInternal: boolean) => void
  onCancel: () => void
}

/** The first comment of a thread, above the others. */
export function NewThread({ documentId, customerId, about, title, onSubmit, onCancel }: Props) {
  const draft = `new:${documentId}:${JSON.stringify(about.target)}`
  const [internal, setInternal] = useDraft(`${draft}:internal`)
  const isInternal = internal !== ''
  const can = useCan()
  const people = usePeopleToName(customerId, isInternal)
  return (
    <section className={classes.new} aria-label="New comment">
      <p className={classes.about}>On {title ?? 'the document'}</p>
      {about.quote && <blockquote className={threadClasses.quote}>{about.quote}</blockquote>}
      <Composer
        draft={draft}
        label="New comment"
        placeholder="Comment"
        submitLabel="Comment"
        people={people}
        autoFocus
        options={
          can('internal.write', customerId) && (
            <Checkbox
              size="xs"
              label="Internal: only staff will ever see it"
              checked={isInternal}
              onChange={({ currentTarget }) => setInternal(currentTarget.checked ? 'yes' : '')}
            />
          )
        }
        onSubmit={(body, mentions) => {
          onSubmit(body, mentions, isInternal)
          setInternal('')
        }}
        onCancel={onCancel}
      />
    </section>
  )
}

import { justificationText, notesText } from '@certloom/shared/collab/checklistDoc'
import { Drawer } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { SharedTextField } from '../collab/SharedTextField.tsx'
import { useStore } from '../collab/useRoom.ts'
import { RichTextSection } from '../editor/RichTextSection.tsx'
import { useFocusWithin } from '../ui/useFocusWithin.ts'
import { DueCell } from './DueCell.tsx'
import { EvidenceField } from './EvidenceField.tsx'
import { useChecklistHost } from './host.ts'
import { OwnerCell } from './OwnerCell.tsx'
import { PlanSupport } from './PlanSupport.tsx'
import { References } from './References.tsx'
import { RowComments } from './RowComments.tsx'
import classes from './RowDrawer.module.css'
import { RowHistory } from './RowHistory.tsx'
import { StatusCell } from './StatusCell.tsx'
import type { GridRow } from './view.ts'

type Props = { row: GridRow; onClose: () => void; onPresence: (id: string, isIn: boolean) => void }

/** Everything about one row: what it asks for, what people say, what shows it, and what happened. */
export function RowDrawer({ row, onClose, onPresence }: Props) {
  const { answer, live, id } = row
  const { code, title } = answer
  const [, handlers] = useFocusWithin((isIn) => onPresence(id, isIn))
  const cell = { id, code, live, tabIndex: 0 }
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={`${code} ${title}`}
      closeButtonProps={{ 'aria-label': 'Close the details' }}
    >
      <div className={classes.body} {...handlers}>
        <Guidance row={row} />
        <dl className={classes.fields}>
          <Field name="Status">
            <StatusCell {...cell} />
          </Field>
          <Field name="Owner">
            <OwnerCell {...cell} />
          </Field>
          <Field name="Due">
            <DueCell {...cell} />
          </Field>
          <Field name="Evidence">
            <EvidenceField key={id} row={row} />
          </Field>
        </dl>
        <Justification row={row} />
        <Notes key={id} row={row} />
        <PlanSupport row={row} />
        <References answer={answer} />
        <RowComments key={`comments ${id}`} row={row} />
        <RowHistory requirementId={id} />
      </div>
    </Drawer>
  )
}

function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.field}>
      <dt className={classes.name}>{name}</dt>
      <dd className={classes.value}>{children}</dd>
    </div>
  )
}

function Guidance({ row: { answer } }: { row: GridRow }) {
  const { guidance } = answer.attributes
  return (
    <>
      {answer.is_retired && <p className={classes.retired}>No longer in the catalogue. It is kept with what was answered.</p>}
      {typeof guidance === 'string' && <p className={classes.guidance}>{guidance}</p>}
    </>
  )
}

function Justification({ row: { id, answer, live } }: { row: GridRow }) {
  const { room, editing, canWrite } = useChecklistHost()
  const isNeeded = live.values.status === 'not_applicable' && live.justification.trim() === ''
  return (
    <section className={classes.section} aria-label="Justification">
      <h3 className={classes.heading}>Justification</h3>
      {isNeeded && <p className={classes.need}>Say why this does not apply. Without it the row is incomplete.</p>}
      <div className={classes.sheet}>
        <span className={classes.under}>{live.justification}</span>
        <SharedTextField
          key={id}
          text={justificationText(room.doc, id)}
          origin={editing.origin}
          label={`Justification of ${answer.code} in full`}
          readOnly={!canWrite}
        />
      </div>
    </section>
  )
}

function Notes({ row: { id, answer } }: { row: GridRow }) {
  const { room } = useChecklistHost()
  const access = useStore(room.access)
  const [toolbarSlot, setToolbarSlot] = useState<HTMLElement | null>(null)
  const [isCurrent, handlers] = useFocusWithin(() => {})
  return (
    <section className={classes.section} aria-label="Notes" {...handlers}>
      <h3 className={classes.heading}>Notes</h3>
      <div ref={setToolbarSlot} className={classes.toolbar} />
      <div className={classes.notes}>
        <RichTextSection
          room={room}
          access={access}
          section={{ id, title: `Notes on ${answer.code}`, placeholder: 'How it is done, and what is missing' }}
          fragment={notesText(room.doc, id)}
          content={answer.notes}
          isCurrent={isCurrent}
          toolbarSlot={toolbarSlot}
          focusRequest={0}
        />
      </div>
    </section>
  )
}

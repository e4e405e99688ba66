import { Modal, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { rescues } from '../collab/rescues.ts'
import { changesInWords, RescuedChanges } from '../rooms/RescuedChanges.tsx'
import classes from './Rail.module.css'

/** Whatever could not be merged, of all documents: also of those that do not open any more. Nothing while there is nothing. */
export function RescuedButton() {
  const found = useSyncExternalStore(rescues.subscribe, rescues.get)
  const [isOpen, { open, close }] = useDisclosure(false)
  if (found.length === 0) return null
  const byDocument = Map.groupBy(found, ({ documentId }) => documentId)
  return (
    <>
      <UnstyledButton className={classes.menuButton} onClick={open}>
        <IconAlertTriangle className={classes.icon} aria-hidden />
        {changesInWords(found.length)} not merged
      </UnstyledButton>
      <Modal opened={isOpen} onClose={close} title="Changes that could not be merged" size="lg">
        {[...byDocument].map(([id, own]) => (
          <section key={id} aria-label={own[0]?.documentName}>
            <h3>{own[0]?.documentName}</h3>
            <RescuedChanges found={own} />
          </section>
        ))}
      </Modal>
    </>
  )
}

import { isAllowedLink } from '@certloom/shared/collab/editorSchema'
import { Button, Popover, TextInput } from '@mantine/core'
import { RichTextEditor } from '@mantine/tiptap'
import { IconLink } from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { type FormEvent, useState } from 'react'
import linkClasses from './LinkControl.module.css'

const currentLink = (editor: Editor): string => {
  const { href } = editor.getAttributes('link')
  return typeof href === 'string' ? href : ''
}

/** People type `example.com`; a browser would take that for a page of ours. */
const withScheme = (address: string): string => (/^[a-z][a-z0-9+.-]*:|^[/#]/i.test(address) ? address : `https://${address}`)

/** Sets, changes and removes the link under the selection. */
export function LinkControl({ editor }: { editor: Editor }) {
  const [opened, setOpened] = useState(false)
  const isActive = useEditorState({ editor, selector: ({ editor: current }) => current.isActive('link') })
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus withArrow returnFocus={false} onClose={() => editor.commands.focus()}>
      <Popover.Target>
        <RichTextEditor.Control aria-label="Link" title="Link" active={isActive} onClick={() => setOpened((wasOpen) => !wasOpen)}>
          <IconLink aria-hidden />
        </RichTextEditor.Control>
      </Popover.Target>
      <Popover.Dropdown>
        <LinkForm editor={editor} onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}

function LinkForm({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const [address, setAddress] = useState(() => currentLink(editor))
  const [error, setError] = useState<string | null>(null)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const href = withScheme(address.trim())
    if (address.trim() === '') editor.chain().focus().extendMarkRange('link').unsetLink().run()
    else if (isAllowedLink(href)) editor.chain().focus().extendMarkRange('link').setLink({ href }).run()
    else return setError('Only web and mail addresses can be linked')
    onDone()
  }

  return (
    <form className={linkClasses.form} onSubmit={submit} noValidate>
      <TextInput
        label="Address"
        placeholder="https://"
        inputMode="url"
        value={address}
        error={error}
        onChange={(event) => setAddress(event.currentTarget.value)}
        data-autofocus
      />
      <Button type="submit" variant="default">
        {address.trim() === '' ? 'Remove link' : 'Set link'}
      </Button>
    </form>
  )
}

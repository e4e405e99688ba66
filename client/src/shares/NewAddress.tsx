import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { announce } from '../app/announcer.ts'
import classes from './ShareDialog.module.css'

/** The address of a link that was just made, to be copied; `children` shows it in another way. */
export function NewAddress({ address, children }: { address: string; children?: ReactNode }) {
  const [isCopied, setIsCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(address)
    setIsCopied(true)
    announce('The link is copied')
  }
  return (
    <div className={classes.address}>
      <TextInput
        label="The new link"
        description="It is shown this once. Copy it now."
        value={address}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button variant="default" onClick={copy}>
        {isCopied ? 'Copied' : 'Copy'}
      </Button>
      {children}
    </div>
  )
}

import { maxLogoBytes, usualColor } from '@certloom/shared/organizations/brand'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ChangeEvent, type FormEvent, useRef, useState } from 'react'
import { type api, q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { formText } from '../ui/formText.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './Settings.module.css'

type Brand = Awaited<ReturnType<typeof api.organizations.brand>>

async function inBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** What exported Word and PDF files carry of the organization. */
export function BrandSettings({ brand }: { brand: Brand }) {
  const client = useQueryClient()
  const change = useMutation(
    q.organizations.changeBrand.mutationOptions({
      onSettled: () => client.invalidateQueries({ queryKey: q.organizations.brand.key() }),
      onSuccess: () => announce('Saved'),
    }),
  )
  const [isTooLarge, setIsTooLarge] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const choose = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const [file] = currentTarget.files ?? []
    currentTarget.value = ''
    if (file === undefined) return
    setIsTooLarge(file.size > maxLogoBytes)
    if (file.size <= maxLogoBytes) change.mutate({ logo: await inBase64(file) })
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    change.mutate({ color: formText(event.currentTarget, 'color').slice(1).toLowerCase() })
  }
  return (
    <section className={classes.section} aria-labelledby="brand-settings">
      <h2 id="brand-settings" className={classes.heading}>
        Exported files
      </h2>
      <ProblemAlert error={change.error} />
      <div className={classes.limit}>
        {brand.logo !== null && <img className={classes.logo} src={brand.logo} alt="The logo on exported files" />}
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp,image/gif"
          hidden
          onChange={(event) => void choose(event)}
          aria-label="Logo"
        />
        <Button variant="default" onClick={() => input.current?.click()} loading={change.isPending}>
          {brand.logo === null ? 'Choose a logo' : 'Choose another logo'}
        </Button>
        {brand.logo !== null && (
          <Button variant="subtle" onClick={() => change.mutate({ logo: null })}>
            Take the logo away
          </Button>
        )}
      </div>
      <p className={classes.words} role={isTooLarge ? 'alert' : undefined}>
        {isTooLarge ? 'This picture has more than 500 kB. Choose a smaller one.' : 'A PNG, JPEG, WebP or GIF of at most 500 kB.'}
      </p>
      <form className={classes.limit} onSubmit={submit}>
        <TextInput
          key={brand.color}
          className={classes.color}
          name="color"
          type="color"
          label="Colour"
          description="Of links, the name of the organization and the line beside the title."
          defaultValue={`#${brand.color ?? usualColor}`}
        />
        <Button type="submit" variant="default" loading={change.isPending}>
          Save the colour
        </Button>
        {brand.color !== null && (
          <Button variant="subtle" onClick={() => change.mutate({ color: null })}>
            Use the usual colour
          </Button>
        )}
      </form>
    </section>
  )
}

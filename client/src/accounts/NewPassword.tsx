import { PasswordInput } from '@mantine/core'

/** The least a new password needs; the server has the last word. */
const minLength = 10

/** A field for choosing a password, which says what is asked before somebody types. */
export function NewPassword({ label = 'Password', error }: { label?: string; error: string | null }) {
  return (
    <PasswordInput
      name="password"
      label={label}
      description={`At least ${minLength} characters; a short sentence is easy to remember.`}
      autoComplete="new-password"
      minLength={minLength}
      maxLength={200}
      required
      error={error}
    />
  )
}

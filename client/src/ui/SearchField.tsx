import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import classes from './Filters.module.css'

/** A list is asked anew when somebody stops typing for this long, in milliseconds. */
const pause = 250

/** Words a list is searched for. What others put into the address is shown too. */
export function SearchField({
  label,
  words,
  onSearch,
}: {
  label: string
  words: string | undefined
  onSearch: (words: string | undefined) => void
}) {
  const [typed, setTyped] = useState(words ?? '')
  const [shown, setShown] = useState(words)
  if (shown !== words) {
    setShown(words)
    if ((words ?? '') !== typed.trim()) setTyped(words ?? '')
  }
  useEffect(() => {
    const wanted = typed.trim() || undefined
    if (wanted === words) return
    const timer = setTimeout(() => onSearch(wanted), pause)
    return () => clearTimeout(timer)
  }, [typed, words, onSearch])
  return (
    <TextInput
      className={classes.search}
      type="search"
      aria-label={label}
      placeholder={label}
      maxLength={200}
      leftSection={<IconSearch className={classes.icon} aria-hidden />}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
    />
  )
}

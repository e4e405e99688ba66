import { AppError } from '@certloom/shared/errors'

/** Controls, and characters that turn the reading direction: they make a name look like another. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
const deceiving = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

const longest = 200

/**
 * A file's name as its owner gave it: without any path, in one spelling of Unicode, not longer than people read.
 * @throws `invalid_input` if nothing is left of it
 */
export function cleanName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const name = last.toWellFormed().normalize('NFC').replaceAll(deceiving, '').trim()
  if (name === '' || /^\.+$/.test(name)) throw new AppError('invalid_input', 'The file has no name.')
  const ending = endingOf(name)
  const characters = [...name]
  return characters.length <= longest ? name : `${characters.slice(0, longest - ending.length - 1).join('')}.${ending}`
}

/** What follows the last dot, in small letters; nothing if that is no ending. */
export const endingOf = (name: string): string => /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? ''

/** The name without its ending. */
export const stemOf = (name: string): string => name.replace(/\.[a-z0-9]{1,10}$/i, '') || name

/** A name without what systems take for something else: a drive, a wildcard, a path. */
export const portableName = (name: string): string => name.replaceAll(/[\\/:*?"<>|]/g, '_').replace(/[. ]+$/, '') || '_'

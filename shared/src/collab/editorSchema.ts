import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import StarterKit from '@tiptap/starter-kit'

const allowedSchemes = new Set(['http', 'https', 'mailto'])

/** May a document carry this link? Only web and mail addresses; never a script, a file or data. Browsers ignore blanks and controls, so do we. */
export function isAllowedLink(href: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href.replace(/[\u0000-\u0020]/g, ''))?.[1]
  return scheme === undefined || allowedSchemes.has(scheme.toLowerCase())
}

/**
 * What a text section can contain: Tiptap's standard nodes and marks. Client editors add behaviour (carets, placeholder), never nodes.
 * Changing this list changes what old clients understand: raise `schemaVersion`.
 */
export const editorExtensions = [
  StarterKit.configure({
    undoRedo: false, // the collaboration extension brings its own, per person
    heading: { levels: [2, 3, 4] },
    link: {
      openOnClick: false,
      autolink: true,
      linkOnPaste: true,
      isAllowedUri: isAllowedLink,
      HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: '_blank' },
    },
  }),
  Table.configure({ resizable: false }),
  TableRow,
  TableHeader,
  TableCell,
]

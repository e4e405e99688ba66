/** A type of document as a word of its own: `policy` is read as "Policy". */
export const documentTypeName = (type: string): string => type.charAt(0).toLocaleUpperCase() + type.slice(1).replaceAll('_', ' ')

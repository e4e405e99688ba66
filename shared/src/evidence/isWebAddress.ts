const label = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?`
const address = new RegExp(String.raw`^https?://(?:[^\s/?#]*@)?(?:${label}\.)+\p{L}{2,}(?::\d{1,5})?(?:[/?#]\S*)?$`, 'iu')

/** Is this a web address one can follow: http or https with the name of a host, never a script, at most 2,000 characters? */
export const isWebAddress = (text: string): boolean => text.length <= 2_000 && address.test(text)

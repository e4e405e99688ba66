/** The largest file that may be uploaded, in bytes (50 MB). */
export const fileSizeLimit = 50 * 1024 * 1024

/** How long a deleted file can come back, in days. */
export const trashDays = 30

/** `newest` first; `name` from A; `size` the largest first. */
export const fileSorts = ['newest', 'name', 'size'] as const

/**
 * The version of everything that travels in live documents: root names, their types and the editor schema.
 * A client with another version may not write (an older editor silently deletes what it does not know), so raise it with every change of those;
 * `tests/collab/schemaVersion.test.ts` fails until you do.
 */
export const schemaVersion = 2

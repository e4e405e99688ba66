/** How far back a stream of events can begin, in milliseconds: whoever has read for longer reads everything anew. */
export const farthestBack = 60_000

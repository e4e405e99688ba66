export const randomBetween = (low: number, high: number): number => low + Math.random() * (high - low)

/** How long to wait before try number `attempt` (0 is the first retry): grows, is spread over clients, and stays below 15 s. */
export const pauseBefore = (attempt: number): number => Math.min(15_000, randomBetween(0.5, 1.5) * 600 * 1.8 ** attempt)

export const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

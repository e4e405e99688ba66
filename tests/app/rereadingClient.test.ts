import { QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { RereadingClient } from '../../client/src/api/rereadingClient.ts'

const queryKey = ['threads']

/** Something that others change, and a page that reads it slowly: each read answers, once it is let go, what was true when it began. */
function readSlowly() {
  const client = new RereadingClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
  let truth = 'before'
  const waiting: ((outcome: 'answers' | 'fails') => void)[] = []
  const queryFn = async () => {
    const seen = truth
    const outcome = await new Promise((resolve) => waiting.push(resolve))
    if (outcome === 'fails') throw new Error('No answer.')
    return seen
  }
  const change = () => {
    truth = 'after'
    void client.invalidateQueries({ queryKey: [] })
  }
  const observer = new QueryObserver(client, { queryKey, queryFn })
  const next = (outcome: 'answers' | 'fails' = 'answers') =>
    expect
      .poll(() => waiting.length)
      .toBe(1)
      .then(() => waiting.pop()?.(outcome))
  const shown = () => client.getQueryData(queryKey)
  return { client, queryFn, observer, change, next, shown, waiting }
}

test('what changes while it is read for the first time is read again', async () => {
  const { observer, change, next, shown, waiting } = readSlowly()
  const stop = observer.subscribe(() => {})
  change()
  change()
  await next()
  await expect.poll(shown).toBe('before')
  await next()
  await expect.poll(shown).toBe('after')
  expect(waiting).toEqual([])
  stop()
})

test('what changes while it is read again after a failure is read again too', async () => {
  const { observer, change, next, shown } = readSlowly()
  const stop = observer.subscribe(() => {})
  await next('fails')
  await expect.poll(() => observer.getCurrentResult().status).toBe('error')
  void observer.refetch()
  change()
  await next()
  await next()
  await expect.poll(shown).toBe('after')
  stop()
})

test('what changes while it is read ahead is out of date for the page that shows it', async () => {
  const { client, queryFn, change, next, observer, shown } = readSlowly()
  const ahead = client.prefetchQuery({ queryKey, queryFn })
  change()
  await next()
  await ahead
  const stop = observer.subscribe(() => {})
  await next()
  await expect.poll(shown).toBe('after')
  stop()
})

test('what has been read and changes while it is read once more is started over, and read no third time', async () => {
  const { client, observer, change, next, shown, waiting } = readSlowly()
  const stop = observer.subscribe(() => {})
  await next()
  await expect.poll(shown).toBe('before')
  void client.invalidateQueries({ queryKey })
  await expect.poll(() => waiting.length).toBe(1)
  waiting.pop()
  change()
  await next()
  await expect.poll(shown).toBe('after')
  expect(waiting).toEqual([])
  expect(client.isFetching()).toBe(0)
  stop()
})

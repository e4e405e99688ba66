import { dueDates } from '@certloom/shared/plans/schedule'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const plan = fc.record({ count: fc.integer({ min: 1, max: 60 }), today: day, target: day })
const weekday = (date: string): number => new Date(date).getUTCDay()

describe('due dates of a plan', () => {
  it('are one for each, on working days, never after the target, never before the one before', () => {
    fc.assert(
      fc.property(plan, ({ count, today, target }) => {
        const dates = dueDates(count, today, target)
        expect(dates).toHaveLength(count)
        expect(dates).toEqual(dates.toSorted())
        for (const date of dates) {
          expect([1, 2, 3, 4, 5]).toContain(weekday(date))
          expect(date <= target).toBe(true)
        }
      }),
    )
  })

  it('leave today free and use the time there is: the last is due on the last working day', () => {
    fc.assert(
      fc.property(plan, ({ count, today, target }) => {
        const last = dueDates(1, today, target)[0] ?? ''
        const dates = dueDates(count, today, target)
        expect(dates.at(-1)).toBe(last)
        if (last > today) for (const date of dates) expect(date > today).toBe(true)
      }),
    )
  })

  it('are spread evenly: ten things over two weeks are one a day', () => {
    expect(dueDates(10, '2026-11-20', '2026-12-04')).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-30',
      '2026-12-01',
      '2026-12-02',
      '2026-12-03',
      '2026-12-04',
    ])
  })

  it('fall together where there are more things than days, and on the last working day where none is left', () => {
    expect(dueDates(4, '2026-11-26', '2026-11-29')).toEqual(['2026-11-27', '2026-11-27', '2026-11-27', '2026-11-27'])
    expect(dueDates(2, '2026-11-28', '2026-11-29')).toEqual(['2026-11-27', '2026-11-27'])
  })
})

import { AppError } from '@certloom/shared/errors'
import { hasStory } from '@certloom/shared/story/storyFramework'
import type { ReadinessMode } from '../db/generated/client.ts'

/** Throws `invalid_input` for Story Mode where the framework has no story. */
export function refuseModeWithoutStory(mode: ReadinessMode, frameworkCode: string): void {
  if (mode === 'story' && !hasStory(frameworkCode))
    throw new AppError('invalid_input', 'This standard has no story. Its checklist opens as a list.')
}

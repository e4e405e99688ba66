const storyFramework = 'iso27001-2022'

/** Is there a story for checklists of this framework? Others are answered in the grid. */
export const hasStory = (frameworkCode: string): boolean => frameworkCode === storyFramework

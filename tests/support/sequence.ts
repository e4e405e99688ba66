import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The hour of the soak begins at once: begun last, it would come on top of everything else. */
export class SoakFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSoak = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith('/collab/memory.start.test.ts')
    return (await super.sort(files)).sort((a, b) => Number(isSoak(b)) - Number(isSoak(a)))
  }
}

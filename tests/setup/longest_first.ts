import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest, the longest first: begun last, one of them would keep one worker busy long
 *  after the other has nothing left to do. */
const longest = [
  'tests/browser/axe.test.ts',
  'tests/access.test.ts',
  'tests/access_more.test.ts',
  'tests/startup/startup.test.ts',
  'tests/browser/keyboard.test.ts',
  'tests/browser/story.test.ts',
]

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((file) => moduleId.endsWith(file))
      return at < 0 ? longest.length : at
    }
    return (await super.sort(files)).sort((one, other) => place(one) - place(other))
  }
}

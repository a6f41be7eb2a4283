import { describe, expect, it } from 'vitest'
import { readPageTreeOptions } from '../../../../server/features/confluence-jira/index.ts'
import { countPages, planTree } from '../../../../server/features/confluence-jira/page-tree/plan-tree.ts'

const NEEDED = ['--parent', '101', '--space', 'ENG', '--issues', 'ENG-1, ENG-2']
const read = (...more: readonly string[]) => readPageTreeOptions([...NEEDED, ...more])

describe('the options of page-tree generate', () => {
  it('are those of the contract, with defaults for the rest', () => {
    expect(read('--depth', '3', '--children', '4', '--tasks-per-page', '6')).toEqual({
      workspaceId: undefined,
      parentId: '101',
      spaceKey: 'ENG',
      issueKeys: ['ENG-1', 'ENG-2'],
      depth: 3,
      children: 4,
      tasksPerPage: 6,
      isDry: false,
    })
    expect(read()).toMatchObject({ depth: 2, children: 3, tasksPerPage: 5 })
    expect(readPageTreeOptions(['--help'])).toBe('help')
  })

  it.each(['--parent', '--space', '--issues'])('cannot do without %s', (name) => {
    const at = NEEDED.indexOf(name)
    expect(() => readPageTreeOptions(NEEDED.toSpliced(at, 2))).toThrow(`${name} is missing.`)
    expect(() => readPageTreeOptions(NEEDED.with(at + 1, ' '))).toThrow(`${name} is missing.`)
  })

  it.each([
    [['--issues', 'ENG-1,,ENG-2'], /--issues must be keys such as/],
    [['--issues', 'eleven'], /"eleven" is none/],
    [['--depth', '0'], /--depth must be a whole number from 1 to 20, not "0"/],
    [['--children', '2.5'], /--children must be a whole number/],
    [['--tasks-per-page', '-1'], /--tasks-per-page/],
    [['--deep', '1'], /Unknown option '--deep'[^]*Usage:/],
    [['more'], /Unexpected argument 'more'/],
    [['--depth', '7', '--children', '3'], /3,279 pages.*or say --yes/],
    [['--depth', '20', '--children', '1000', '--yes'], /pages\. Choose a smaller --depth or --children\.$/],
  ])('say what is wrong with %j', (given, what) => {
    expect(() => read(...given)).toThrow(what)
  })

  it('take more than a thousand pages with --yes', () => {
    expect(read('--depth', '7', '--children', '3', '--yes')).toMatchObject({ depth: 7, children: 3 })
  })
})

describe('the plan of a tree', () => {
  it('has parents before their children, and a title of its own for each place', () => {
    const shape = { parentId: '101', depth: 2, children: 2 }
    const pages = [...planTree(shape)]

    expect(pages.map(({ title }) => title.split(' ')[1])).toEqual(['1', '1.1', '1.2', '2', '2.1', '2.2'])
    expect(pages[1]).toMatchObject({ above: pages[0]?.title, level: 2, place: 1 })
    expect(countPages(shape)).toBe(pages.length)
  })
})

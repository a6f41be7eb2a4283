const MARK = /^\/\* prepared ([\w-]+) \*\//

/**
 * The name in the comment `prepared NAME` that a statement begins with: it is parsed and planned once per connection. For inserts that run
 * hundreds of times a second; not for joins, whose plan would stay that of empty tables. The text behind a name never varies.
 */
export function preparedName(text: string): string | undefined {
  return MARK.exec(text)?.[1]
}

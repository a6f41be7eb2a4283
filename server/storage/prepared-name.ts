const MARK = /^\/\* prepared ([\w-]+) \*\//

/**
 * The name in the comment `prepared NAME` that a statement begins with: it is parsed and planned once per connection. For what runs
 * hundreds of times a second: inserts, and rows by their primary key; not joins, whose plan would stay that of empty tables. The text behind
 * a name never varies, and what it returns neither: columns are named.
 */
export function preparedName(text: string): string | undefined {
  return MARK.exec(text)?.[1]
}

import { badRequest } from '../http/api-error.ts'

export type Operand =
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly string[] }
  | { readonly kind: 'empty' }

export type Operator = '=' | '!=' | '~' | '!~' | 'in' | 'not in' | 'is' | 'is not' | '>' | '>=' | '<' | '<='

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | {
      readonly kind: 'clause'
      readonly field: string
      readonly operator: Operator
      readonly operand: Operand
    }

export interface Order {
  readonly field: string
  readonly isDescending: boolean
}

export interface Query {
  readonly where: Expression | undefined
  readonly order: readonly Order[]
}

interface Token {
  readonly kind: 'word' | 'text' | 'sign'
  readonly text: string
}

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(!=|!~|>=|<=|[=~><(),])|([^\s"'=!~><(),]+))/y

function tokensOf(jql: string): readonly Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < jql.trimEnd().length) {
    const at = TOKEN.lastIndex
    const match = TOKEN.exec(jql)
    if (match === null) throw wrong(`unexpected character at ${at}`)
    const [, double, single, sign, word = ''] = match
    const quoted = double ?? single
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll(/\\(.)/g, '$1') })
    else if (sign === undefined) tokens.push({ kind: 'word', text: word })
    else tokens.push({ kind: 'sign', text: sign })
  }
  return tokens
}

function wrong(what: string): Error {
  return badRequest(`Error in the JQL Query: ${what}.`)
}

/** AND binds more than OR. */
export function parseJql(jql: string): Query {
  const reader = createReader(tokensOf(jql))
  const where = reader.isWord('order') || reader.isDone() ? undefined : readOr(reader)
  const order = reader.takeWord('order') ? readOrder(reader) : []
  if (!reader.isDone()) throw wrong(`'${reader.next().text}' was not expected`)
  return { where, order }
}

type Reader = ReturnType<typeof createReader>

function createReader(tokens: readonly Token[]) {
  let place = 0
  const isWord = (word: string): boolean => {
    const token = tokens[place]
    return token?.kind === 'word' && token.text.toLowerCase() === word
  }
  const isSign = (sign: string): boolean => tokens[place]?.kind === 'sign' && tokens[place]?.text === sign
  const take = (is: boolean): boolean => {
    if (is) place += 1
    return is
  }
  return {
    isDone: () => place >= tokens.length,
    isWord,
    takeWord: (word: string) => take(isWord(word)),
    takeSign: (sign: string) => take(isSign(sign)),
    next: (): Token => {
      const token = tokens[place]
      if (token === undefined) throw wrong('it ends too early')
      place += 1
      return token
    },
  }
}

function readOr(reader: Reader): Expression {
  const parts = [readAnd(reader)]
  while (reader.takeWord('or')) parts.push(readAnd(reader))
  return joined('or', parts)
}

function readAnd(reader: Reader): Expression {
  const parts = [readTerm(reader)]
  while (reader.takeWord('and')) parts.push(readTerm(reader))
  return joined('and', parts)
}

function joined(kind: 'and' | 'or', parts: readonly Expression[]): Expression {
  const [first] = parts
  return parts.length === 1 && first !== undefined ? first : { kind, parts }
}

function readTerm(reader: Reader): Expression {
  if (reader.takeWord('not')) return { kind: 'not', part: readTerm(reader) }
  if (!reader.takeSign('(')) return readClause(reader)
  const inner = readOr(reader)
  if (!reader.takeSign(')')) throw wrong("')' is missing")
  return inner
}

function readClause(reader: Reader): Expression {
  const field = reader.next()
  if (field.kind === 'sign') throw wrong(`'${field.text}' is no field`)
  const operator = readOperator(reader)
  const isList = operator === 'in' || operator === 'not in'
  return {
    kind: 'clause',
    field: field.text,
    operator,
    operand: isList ? readList(reader) : readOperand(reader),
  }
}

const SIGNS: readonly string[] = ['=', '!=', '~', '!~', '>', '>=', '<', '<=']

function readOperator(reader: Reader): Operator {
  if (reader.takeWord('in')) return 'in'
  if (reader.takeWord('is')) return reader.takeWord('not') ? 'is not' : 'is'
  if (reader.takeWord('not')) {
    if (reader.takeWord('in')) return 'not in'
    throw wrong("'in' was expected after 'not'")
  }
  const { kind, text } = reader.next()
  if (kind !== 'sign' || !SIGNS.includes(text)) throw wrong(`'${text}' is no operator`)
  // The line above leaves only operators.
  return text as Operator
}

function readOperand(reader: Reader): Operand {
  const token = reader.next()
  if (token.kind === 'sign') throw wrong(`'${token.text}' is no value`)
  if (token.kind === 'word' && reader.takeSign('('))
    return { kind: 'call', name: token.text, args: readRest(reader) }
  const isEmpty = token.kind === 'word' && ['empty', 'null'].includes(token.text.toLowerCase())
  return isEmpty ? { kind: 'empty' } : { kind: 'values', values: [token.text] }
}

/** In parentheses, or a function that gives a list. */
function readList(reader: Reader): Operand {
  if (reader.takeSign('(')) return { kind: 'values', values: readRest(reader) }
  const operand = readOperand(reader)
  if (operand.kind === 'call') return operand
  throw wrong("a list in parentheses was expected after 'in'")
}

function readRest(reader: Reader): readonly string[] {
  const values: string[] = []
  if (reader.takeSign(')')) return values
  for (;;) {
    values.push(reader.next().text)
    if (reader.takeSign(')')) return values
    if (!reader.takeSign(',')) throw wrong("')' is missing")
  }
}

function readOrder(reader: Reader): readonly Order[] {
  if (!reader.takeWord('by')) throw wrong("'by' was expected after 'order'")
  const order: Order[] = []
  do {
    const field = reader.next().text
    const isDescending = reader.takeWord('desc')
    if (!isDescending) reader.takeWord('asc')
    order.push({ field, isDescending })
  } while (reader.takeSign(','))
  if (order.length > 7) throw badRequest('The ORDER BY clause has more than 7 fields.')
  return order
}

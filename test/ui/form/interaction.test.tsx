// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallInput, OperationDetail, Schema } from '../../../ui/src/api/types.ts'
import { CallForm } from '../../../ui/src/form/call-form.tsx'
import { checkInput } from '../../../ui/src/form/check-input.ts'
import { idOf } from '../../../ui/src/form/labels.tsx'

const PLAIN: Omit<OperationDetail, 'requestBody'> = {
  connector: 'c',
  operationId: 'o',
  method: 'POST',
  path: '/things',
  tags: [],
  summary: '',
  safe: false,
  deprecated: false,
  quickAction: false,
  description: null,
  host: 'api',
  scope: null,
  parameters: [],
  responses: [],
  pagination: { kind: 'none' },
  needs: [],
}

let root: Root
let input: CallInput = {}
let setFromOutside: (next: CallInput) => void = () => {}

function Host({ operation, start }: { readonly operation: OperationDetail; readonly start: CallInput }) {
  const [value, setValue] = useState(start)
  input = value
  setFromOutside = setValue
  return (
    <CallForm
      operation={operation}
      input={value}
      onChange={setValue}
      violations={checkInput(operation, value)}
    />
  )
}

function show(schema: Schema, body?: unknown, required = false): void {
  const content = [{ contentType: 'application/json', schema }]
  const operation = { ...PLAIN, requestBody: { required, content } }
  act(() =>
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <Host operation={operation} start={body === undefined ? {} : { body }} />
      </QueryClientProvider>,
    ),
  )
}

function element(selector: string): HTMLInputElement {
  const found = document.querySelector<HTMLInputElement>(selector)
  if (!found) throw new Error(`no ${selector} in ${document.body.innerHTML}`)
  return found
}

const at = (pointer: string): string => `[id="${idOf(pointer)}"]`
const named = (name: string): string => `[aria-label="${name}"]`

function type(selector: string, text: string): void {
  const control = element(selector)
  const prototype = Object.getPrototypeOf(control) as object
  act(() => {
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(control, text)
    const event = control.tagName === 'SELECT' ? 'change' : 'input'
    control.dispatchEvent(new Event(event, { bubbles: true }))
  })
}

function press(selector: string): void {
  act(() => element(selector).click())
}

function leave(selector: string): void {
  act(() => {
    element(selector).dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
  })
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  // No records are asked for in these forms; the list of operations is.
  vi.stubGlobal('fetch', async () => new Response('{"items":[],"nextCursor":null}'))
  const place = document.createElement('div')
  document.body.replaceChildren(place)
  root = createRoot(place)
})

afterEach(() => {
  act(() => root.unmount())
  vi.unstubAllGlobals()
})

describe('a text', () => {
  const schema = { type: 'object', properties: { name: { type: 'string' }, note: { type: 'string' } } }

  it('is there as long as something is typed, and takes its object along', () => {
    show(schema)
    type(at('body/name'), 'ab')
    expect(input).toEqual({ body: { name: 'ab' } })

    type(at('body/name'), '')
    expect(input).toEqual({})
  })

  it('leaves an empty object where a body is required', () => {
    show(schema, { name: 'a' }, true)
    type(at('body/name'), '')
    expect(input).toEqual({ body: {} })
  })

  it('is empty only when somebody wants it', () => {
    show(schema, { name: 'a' })
    press('.field:nth-of-type(2) .form-near')
    expect(input).toEqual({ body: { name: 'a', note: '' } })
  })
})

describe('a number', () => {
  const schema = { type: 'object', properties: { count: { type: 'integer' } } }

  it('is a number as soon as it is one, and shown as it is typed', () => {
    show(schema)
    type(at('body/count'), '1.0')
    expect(input).toEqual({ body: { count: 1 } })
    expect(element(at('body/count')).value).toBe('1.0')
  })

  it.each(['12345678901234567890', '9007199254740993', 'twelve', '-', '1.'])(
    'keeps %s, and refuses it at the field',
    (text) => {
      show(schema)
      type(at('body/count'), text)
      expect(input).toEqual({ body: { count: text } })
      expect(element(at('body/count')).value).toBe(text)
      expect(element(at('body/count')).getAttribute('aria-invalid')).toBe('true')
    },
  )
})

describe('nothing, null and a value', () => {
  it('are three things', () => {
    show(
      { type: 'object', properties: { note: { type: ['string', 'null'] }, x: { type: 'string' } } },
      { x: 'y' },
    )
    expect(input).toEqual({ body: { x: 'y' } })

    press(named('note: send null'))
    expect(input).toEqual({ body: { x: 'y', note: null } })
    expect(element(at('body/note')).disabled).toBe(true)

    press(named('note: send null'))
    expect(input).toEqual({ body: { x: 'y' } })
  })

  it('are choices of a yes or no', () => {
    show({ type: 'object', properties: { done: { type: ['boolean', 'null'] } } })
    const options = [...document.querySelectorAll<HTMLOptionElement>(`${at('body/done')} option`)]
    expect(options.map(({ text }) => text)).toEqual(['not set', 'Yes', 'No', 'null'])

    type(at('body/done'), '2')
    expect(input).toEqual({ body: { done: null } })
    type(at('body/done'), '1')
    expect(input).toEqual({ body: { done: false } })
    type(at('body/done'), '')
    expect(input).toEqual({})
  })
})

describe('a choice', () => {
  const schema = {
    type: 'object',
    properties: {
      who: {
        oneOf: [
          { title: 'Person', type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
          { title: 'Group', type: 'object', properties: { size: { type: 'integer' } }, required: ['size'] },
        ],
      },
    },
    required: ['who'],
  }

  it('keeps what was typed in each variant', () => {
    show(schema)
    type(at('body/who/name'), 'Ada')
    type('.form-switch select', '1')
    expect(document.querySelector(at('body/who/name'))).toBeNull()
    type(at('body/who/size'), '3')
    expect(input).toEqual({ body: { who: { size: 3 } } })

    type('.form-switch select', '0')
    expect(input).toEqual({ body: { who: { name: 'Ada' } } })
    type('.form-switch select', '1')
    expect(input).toEqual({ body: { who: { size: 3 } } })
  })

  it('shows the variant of a value that comes from elsewhere', () => {
    show(schema, { who: { name: 'Ada' } })
    act(() => setFromOutside({ body: { who: { size: 4 } } }))
    expect(element(at('body/who/size')).value).toBe('4')
  })
})

describe('any value', () => {
  it('has a type that can be switched, recursively', () => {
    show({ type: 'object', properties: { value: {} } })
    type('.form-switch select', '4')
    expect(input).toEqual({ body: { value: {} } })

    press(named('value: add a name and a value'))
    expect(input).toEqual({ body: { value: { name: null } } })
    type('.form-row .form-switch select', '3')
    expect(input).toEqual({ body: { value: { name: [] } } })

    type('.form-switch select', '')
    expect(input).toEqual({})
  })
})

describe('a map', () => {
  const schema = {
    type: 'object',
    properties: { tags: { type: 'object', additionalProperties: { type: 'integer' } } },
  }

  it('has names and values', () => {
    show(schema)
    press(at('body/tags'))
    press(named('tags: add a name and a value'))
    type(at('body/tags/name'), '7')
    expect(input).toEqual({ body: { tags: { name: 7 } } })

    const name = `[id="${idOf('body/tags')}-name-0"]`
    type(name, 'first')
    leave(name)
    expect(input).toEqual({ body: { tags: { first: 7 } } })
  })

  it('keeps a row whose new name is there already', () => {
    show(schema, { tags: { a: 1, b: 2 } })
    press(at('body/tags'))
    const name = `[id="${idOf('body/tags')}-name-1"]`
    type(name, 'a')
    leave(name)
    expect(input).toEqual({ body: { tags: { a: 1, b: 2 } } })
    expect(element(name).getAttribute('aria-invalid')).toBe('true')
  })
})

describe('a list', () => {
  const schema = {
    type: 'object',
    properties: { ids: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 3 } },
  }

  it('is added to, moved and taken from, with the focus following', () => {
    show(schema, { ids: ['a', 'b'] })
    press(named('ids: add an item'))
    expect(document.activeElement?.id).toBe(idOf('body/ids/2'))
    type(at('body/ids/2'), 'c')
    expect(element(named('ids: add an item')).disabled).toBe(true)

    press(named('Move ids 3 up'))
    expect(input).toEqual({ body: { ids: ['a', 'c', 'b'] } })
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Move ids 2 up')

    press(named('Remove ids 1'))
    press(named('Remove ids 1'))
    expect(input).toEqual({ body: { ids: ['b'] } })
    expect(element(named('Remove ids 1')).disabled).toBe(true)
  })

  it('refuses an item for which nothing was typed', () => {
    show(schema)
    press(named('ids: add an item'))
    expect(input).toEqual({ body: { ids: [null] } })
    expect(element(at('body/ids/0')).getAttribute('aria-invalid')).toBe('true')
  })
})

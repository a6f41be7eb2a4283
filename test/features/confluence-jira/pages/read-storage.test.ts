import { expect, it } from 'vitest'
import { readStorage } from '../../../../server/features/confluence-jira/pages/read-storage.ts'
import { attributeOf } from '../../../../server/features/confluence-jira/pages/storage-nodes.ts'
import { read } from './support/pages.ts'

it('gives each element by its tags, in units of the very string', () => {
  const source = '😀\r\n<p a="<b>" b=\'1\'>&nbsp;<br/><time datetime="2026-01-05" /></p >'
  const [paragraph, line, time] = read(source).nodes

  expect(source.slice(paragraph!.start, paragraph!.innerStart)).toBe('<p a="<b>" b=\'1\'>')
  expect(source.slice(paragraph!.innerEnd, paragraph!.end)).toBe('</p >')
  expect(source.slice(line!.start, line!.end)).toBe('<br/>')
  expect([time!.parent, time!.innerStart, time!.innerEnd]).toEqual([paragraph, time!.end, time!.end])
})

it('reads nothing in code, comments and instructions', () => {
  const source = '<?xml version="1.0"?><!-- <p> --><x><![CDATA[<ac:task> ]]]]><![CDATA[> </x>]]></x>'

  expect(read(source).nodes.map(({ name }) => name)).toEqual([
    '#comment',
    '#comment',
    'x',
    '#cdata',
    '#cdata',
  ])
})

it('takes every white space of Unicode for a space in a tag, and all else for a letter', () => {
  const source = '<p\u3000a!?\u2028=\u00a0"1"\ufeff><жé\u0085/></p\u2003>'
  const [paragraph, letter] = read(source).nodes

  expect([paragraph?.name, paragraph?.end, letter?.name]).toEqual(['p', source.length, 'жé\u0085'])
  expect(attributeOf(read(source), paragraph!, 'a!?')).toBe('1')
})

it('reads a page with no body', () => {
  expect(read('').nodes).toEqual([])
  expect(read('no tag at all').nodes).toEqual([])
})

it.each([
  ['<p><b>x</p></b>', 7, '</p> stands where <b> at 3 is open.'],
  ['<ac:task-uuid>1</ac:ax:task-uuid>', 15, '</ac:ax:task-uuid> stands where <ac:task-uuid> at 0 is open.'],
  ['a</p>', 1, '</p> closes nothing.'],
  ['<p>x', 0, '<p> is not closed.'],
  ['<p><![CDATA[x</p>', 3, 'What begins with "<![CDATA[" does not end.'],
  ['x<!-- y', 1, 'What begins with "<!--" does not end.'],
  ['a < b', 2, 'A "<" begins no tag.'],
  ['<p a=b>x</p>', 0, 'The tag <p> does not end as a tag does.'],
  ['<p a="b>x</p>', 0, 'The tag <p> does not end as a tag does.'],
  ['<p>x</p y>', 4, 'The tag </p> does not end as a tag does.'],
  ['<p', 0, 'The tag <p> does not end as a tag does.'],
  ['<p!>x</p!>', 0, 'The tag <p> does not end as a tag does.'],
  ['<p a="1"b="2">x</p>', 0, 'The tag <p> does not end as a tag does.'],
  ['</>', 0, 'The tag </> does not end as a tag does.'],
  ['<p></></p>', 3, 'The tag </> does not end as a tag does.'],
  ['<p>x</pp>', 4, '</pp> stands where <p> at 0 is open.'],
  ['<pp>x</p>', 5, '</p> stands where <pp> at 0 is open.'],
  ['<\u00a0p>x</p>', 0, 'A "<" begins no tag.'],
  ['<!DOCTYPE html><p/>', 0, 'A declaration stands in the page.'],
])('says where and why it cannot read %s', (source, at, why) => {
  expect(readStorage(source)).toEqual({ outcome: 'unreadable', unreadable: { at, why } })
})

it('reads 500 levels and refuses more, however many there are', () => {
  expect(readStorage('<b>'.repeat(500) + '</b>'.repeat(500)).outcome).toBe('read')
  expect(readStorage('<b>'.repeat(500_000))).toEqual({
    outcome: 'unreadable',
    unreadable: { at: 1_500, why: 'More than 500 elements lie within each other.' },
  })
})

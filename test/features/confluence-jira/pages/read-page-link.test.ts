import { expect, it } from 'vitest'
import { readPageLink } from '../../../../server/features/confluence-jira/pages/read-page-link.ts'

const cloud = 'https://site.atlassian.net/wiki'
const own = 'https://wiki.example.com/confluence'

it.each([
  [cloud, 'https://site.atlassian.net/wiki/spaces/ENG/pages/435680347/Plan+of+it', '435680347'],
  [cloud, ' https://site.atlassian.net/wiki/spaces/ENG/pages/435680347?focusedCommentId=1#x ', '435680347'],
  [cloud, 'https://site.atlassian.net/wiki/spaces/ENG/pages/edit-v2/77', '77'],
  ['https://wiki.example.com', 'https://wiki.example.com/spaces/ENG/pages/12/Plan', '12'],
  [own, 'https://wiki.example.com/confluence/pages/viewpage.action?pageId=13&src=x', '13'],
  [own, 'https://wiki.example.com/confluence/pages/viewinfo.action?pageId=14', '14'],
  [cloud, 'https://site.atlassian.net/wiki/x/oNfxGQ', '435279776'],
  [own, 'https://wiki.example.com/confluence/x/LIQHD', '201819180'],
])('on %s reads the id out of %s', (base, address, pageId) => {
  expect(readPageLink(address, base)).toEqual({ is: 'page', pageId })
})

it.each([
  ['/display/ENG/Plan+of+100%25', { is: 'titled', spaceKey: 'ENG', title: 'Plan of 100%' }],
  ['/display/~jdoe', { is: 'space-home', spaceKey: '~jdoe' }],
  ['/pages/viewpage.action?spaceKey=ENG&title=A+b', { is: 'titled', spaceKey: 'ENG', title: 'A b' }],
  ['/spaces/ENG/overview', { is: 'space-home', spaceKey: 'ENG' }],
  ['/spaces/ENG', { is: 'space-home', spaceKey: 'ENG' }],
  ['/spaces/ENG/folder/9', { is: 'refused', why: 'The address leads to a folder, not to a page.' }],
  ['/spaces/ENG/whiteboard/9', { is: 'refused', why: 'The address leads to a whiteboard, not to a page.' }],
  ['/spaces/ENG/database/9', { is: 'refused', why: 'The address leads to a database, not to a page.' }],
  ['/x/!!', { is: 'refused', why: 'The address names no page.' }],
  ['/dashboard.action', { is: 'refused', why: 'The address names no page.' }],
])('says what %s leads to', (path, link) => {
  expect(readPageLink(`${own}${path}`, own)).toEqual(link)
})

it.each([
  'https://evil.example/confluence/pages/viewpage.action?pageId=1',
  'https://wiki.example.com.evil.example/confluence/x/oNfxGQ',
  'https://wiki.example.com:8443/confluence/x/oNfxGQ',
  'https://wiki.example.com@evil.example/confluence/x/oNfxGQ',
  'https://user:word@wiki.example.com/confluence/x/oNfxGQ',
  'https://wiki.example.com/jira/pages/viewpage.action?pageId=1',
  'javascript:alert(1)',
  'no address',
])('refuses %s', (address) => {
  expect(readPageLink(address, own).is).toBe('refused')
})

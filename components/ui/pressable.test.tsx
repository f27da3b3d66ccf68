import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { TextAction } from './text-action.tsx'

test('a control that cannot be used stays reachable and tells why', () => {
  const markup = renderToStaticMarkup(<Button disabledReason="Needs Namespaces.Manage">New namespace</Button>)
  expect(markup).toContain('aria-disabled="true"')
  expect(markup).not.toContain('disabled=""')
  expect(markup).toContain('not available: Needs Namespaces.Manage')
})

test('a link that cannot be used is no link', () => {
  const markup = renderToStaticMarkup(
    <TextAction href="/x" disabledReason="Host is disconnected">
      Open
    </TextAction>,
  )
  expect(markup).not.toContain('href')
  expect(renderToStaticMarkup(<TextAction href="/x">Open</TextAction>)).toContain('href="/x"')
})

test('a picture has a name, and a toggle says its state', () => {
  const markup = renderToStaticMarkup(<IconButton icon="eye" label="Show password" pressed={false} />)
  expect(markup).toContain('aria-label="Show password"')
  expect(markup).toContain('aria-pressed="false"')
})

test('a button never submits a form by accident', () => {
  expect(renderToStaticMarkup(<Button>Cancel</Button>)).toContain('type="button"')
})

import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it, vi } from 'vitest'
import { addLiveView, refetchAffected, tellViews } from './live-views.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve, 5))

function show(client: QueryClient, queryKey: readonly unknown[], queryFn: () => Promise<unknown>) {
  const observer = new QueryObserver(client, { queryKey, queryFn, staleTime: 60_000, retry: false })
  return observer.subscribe(() => {})
}

it('asks again for what is shown under the key and for nothing else', async () => {
  const client = new QueryClient()
  const mine = vi.fn(async () => 1)
  const other = vi.fn(async () => 1)
  show(client, ['listTags', { registry: 'a', repository: 'x' }, { sort: 'name' }], mine)
  show(client, ['listTags', { registry: 'a', repository: 'y' }, { sort: 'name' }], other)
  await settle()
  await refetchAffected(client, ['listTags', { registry: 'a', repository: 'x' }])
  expect([mine.mock.calls.length, other.mock.calls.length]).toEqual([2, 1])
  client.clear()
})

it('asks once more where the first answer was on its way: it may be older than the change', async () => {
  const client = new QueryClient()
  const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
  const ask = vi.fn(
    () => answers[ask.mock.calls.length - 1]?.promise ?? Promise.reject(new Error('asked too often')),
  )
  show(client, ['getRegistry', { registry: 'a' }], ask)
  const refetched = refetchAffected(client, ['getRegistry'])
  expect(ask).toHaveBeenCalledTimes(1)
  answers[0]?.resolve('before')
  await settle()
  expect(ask).toHaveBeenCalledTimes(2)
  answers[1]?.resolve('after')
  await refetched
  expect(client.getQueryData(['getRegistry', { registry: 'a' }])).toBe('after')
  client.clear()
})

it('leaves a list that knows better to itself, and tells it', async () => {
  const client = new QueryClient()
  const key = ['listTags', { registry: 'a', repository: 'x' }, { sort: 'name' }, 'pages']
  const ask = vi.fn(async () => 1)
  show(client, key, ask)
  await settle()
  const onChange = vi.fn()
  const remove = addLiveView({ key, onChange })
  for (const repository of ['x', 'z']) {
    tellViews(['listTags', { registry: 'a', repository }])
    await refetchAffected(client, ['listTags', { registry: 'a', repository }])
  }
  expect([ask.mock.calls.length, onChange.mock.calls.length]).toEqual([1, 1])
  remove()
  tellViews(['listTags', { registry: 'a', repository: 'x' }])
  await refetchAffected(client, ['listTags', { registry: 'a', repository: 'x' }])
  expect([ask.mock.calls.length, onChange.mock.calls.length]).toEqual([2, 1])
  client.clear()
})

import { BlockList, isIP } from 'node:net'

/**
 * `forbidden`: where no registry is, and no registry may send us: link-local addresses (the metadata services of clouds
 * are there), multicast, broadcast and reserved ones. `unspecified` reaches this machine, as loopback does.
 */
export type AddressKind = 'public' | 'private' | 'loopback' | 'unspecified' | 'forbidden'

const listOf = (...subnets: readonly string[]) => {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [address = '', bits] = subnet.split('/')
    list.addSubnet(address, Number(bits), address.includes(':') ? 'ipv6' : 'ipv4')
  }
  return list
}

/** IANA special-purpose registries (RFC 6890). The first list that holds an address says what it is. */
const kinds: readonly (readonly [AddressKind, BlockList])[] = [
  ['unspecified', listOf('0.0.0.0/32', '::/128')],
  // fd00:ec2::254 and fd20:ce::254 are the metadata services of AWS and Google, 100.100.100.200 that of Alibaba Cloud, 168.63.129.16 that of Azure.
  [
    'forbidden',
    listOf(
      '0.0.0.0/8',
      '169.254.0.0/16',
      '168.63.129.16/32',
      '100.100.100.200/32',
      '224.0.0.0/4',
      '240.0.0.0/4',
      'fe80::/10',
      'fec0::/10',
      'ff00::/8',
      'fd00:ec2::/32',
      'fd20:ce::/32',
    ),
  ],
  ['loopback', listOf('127.0.0.0/8', '::1/128')],
  ['private', listOf('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7')],
]

/** Forms in which an IPv4 address hides in an IPv6 one: mapped, compatible, NAT64 (RFC 6052), 6to4 (RFC 3056). */
const embeddings: readonly (readonly [BlockList, number])[] = [
  [listOf('::ffff:0:0/96'), 6],
  [listOf('::/96'), 6],
  [listOf('64:ff9b::/96'), 6],
  [listOf('2002::/16'), 1],
]

/** What an IP address is; anything that is none is `forbidden`. */
export function kindOfAddress(address: string): AddressKind {
  const version = isIP(address)
  if (version === 0) return 'forbidden'
  const family = version === 6 ? 'ipv6' : 'ipv4'
  const own = kinds.find(([, list]) => list.check(address, family))?.[0]
  if (own || version === 4) return own ?? 'public'
  const embedded = embeddings.find(([list]) => list.check(address, 'ipv6'))
  return embedded ? kindOfAddress(ipv4At(address, embedded[1])) : 'public'
}

function ipv4At(address: string, group: number): string {
  const groups = groupsOf(address)
  const [high = 0, low = 0] = [groups[group], groups[group + 1]]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** The eight 16-bit groups, by way of the one notation into which URL puts every IPv6 address. */
function groupsOf(address: string): number[] {
  const canonical = new URL(`http://[${address.split('%', 1)[0]}]/`).hostname.slice(1, -1)
  const [head = '', tail] = canonical.split('::')
  const parse = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const before = parse(head)
  const after = parse(tail ?? '')
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after]
}

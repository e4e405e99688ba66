import type { DocumentSource } from '@certloom/server/exports/source'
import { node, para, words } from './sample.ts'

const link = (text: string, href: string) => words(text, { type: 'link', attrs: { href } })

/** What somebody would write to make a reader's program do something: it must stay words. `trap` is an address nobody may ever ask. */
export function hostileSample(trap: string): Pick<DocumentSource, 'name' | 'organization' | 'contents' | 'evidence'> {
  const scripts = `</style></script><script>fetch("${trap}/script")</script><img src="${trap}/image.png" onerror="x()"><iframe src="${trap}/frame">`
  return {
    name: `Policy "}</title> @import url(${trap}/style); ${scripts}`,
    organization: `Harbor"; background: url(${trap}/organization); x: "${scripts}`,
    evidence: [
      {
        title: scripts,
        status: 'accepted',
        validFrom: null,
        validUntil: null,
        url: 'javascript:alert(1)',
        file: null,
        sections: ['Proof'],
      },
    ],
    contents: new Map<string, unknown>([
      [
        't',
        node('doc', [
          para(words(scripts)),
          para(
            link('script', 'javascript:fetch(1)'),
            link('blank', ' java\nscript:alert(1)'),
            link('data', 'data:text/html,<script>1</script>'),
            link('file', 'file:///etc/passwd'),
            link('relative', '/api/v1/me'),
            link('safe', 'https://safe.example/'),
          ),
          para(words('=HYPERLINK("http://evil.example","x") {INCLUDEPICTURE "http://evil.example/x"}')),
          node('image', [], { src: `${trap}/node.png` }),
          node('rawHtml', [words(`<object data="${trap}/object">`)]),
          para(words('control\u0000\u0008\u001f half\ud800 turned\u202egpj.exe')),
          node('table', [
            node('tableRow', [node('tableHeader', [para(words('very long'))]), node('tableHeader', [para(words('other'))])]),
            node('tableRow', [
              node('tableCell', [para(words('x'.repeat(20_000)))], { colspan: 9_999 }),
              node('tableCell', [node('table', [node('tableRow', [node('tableCell', [para(words('inner'))])])])]),
            ]),
          ]),
        ]),
      ],
      [
        'r',
        {
          rows: [
            {
              id: '1',
              cells: { risk: `=cmd|' /C calc'!A0 ${scripts}`, owner: 'nobody', impact: 'high', score: 1, due: 'no day', plan: '+1' },
            },
          ],
        },
      ],
      ['l', [{ text: scripts }, 'no item']],
      ['e', { not: 'a list' }],
    ]),
  }
}

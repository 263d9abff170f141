// What is pasted from Word or a web page keeps its structure: the clipboard's HTML becomes Markdown.
// Without structure in it, and with Ctrl+Shift+V, the browser pastes its words.
(() => {
  const STRUCTURE = 'h1, h2, h3, h4, h5, h6, ul, ol, table, a[href], b, strong, i, em, blockquote, pre, code, p.MsoListParagraph'
  const WORD_LIST = /\bMsoListParagraph/
  const reader = new DOMParser()
  let converter

  const converterOf = () => {
    if (converter) return converter
    converter = new window.TurndownService({ headingStyle: 'atx', bulletListMarker: '-', codeBlockStyle: 'fenced', emDelimiter: '*' })
    converter.use(window.turndownPluginGfm.gfm)
    converter.remove(['style', 'script', 'meta', 'link', 'title', 'head', 'img', 'svg', 'button', 'input'])
    return converter
  }

  // Styles say nothing in Markdown, and the page's policy forbids even parsing them; Word's say which
  // paragraphs are items of a list, and how deep.
  const withoutStyles = (html) =>
    html
      .replace(/<!--\[if !supportLists\]-->[\s\S]*?<!--\[endif\]-->|<!\[if !supportLists\]>[\s\S]*?<!\[endif\]>/g, (mark) =>
        `<span data-mark="${/\d|[a-z]\)/i.test(mark.replace(/<[^>]*>|&nbsp;/g, '')) ? '1' : '-'}"></span>`)
      .replace(/<(style|script|xml)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->|<\/?o:p>/gi, '')
      .replace(/\sstyle=(?:'([^']*)'|"([^"]*)")/gi, (_all, one, two) => {
        const style = one ?? two
        const level = /mso-list:[^;]*level(\d)/.exec(style)
        const weight = /(?:^|[;\s])font-weight:\s*(bold|normal|[1-9]00)/.exec(style)
        return `${level ? ` data-level="${level[1]}"` : ''}${weight ? ` data-weight="${weight[1]}"` : ''}`
      })

  const rename = (element, name) => {
    const made = element.ownerDocument.createElement(name)
    made.append(...element.childNodes)
    element.replaceWith(made)
    return made
  }

  const listWordItems = (body) => {
    const open = []
    for (const item of [...body.querySelectorAll('p')]) {
      if (!WORD_LIST.test(item.className) && !item.dataset.level) continue
      const level = Number(item.dataset.level || 1)
      const kind = item.querySelector('[data-mark]')?.dataset.mark === '1' ? 'OL' : 'UL'
      if (item.previousElementSibling !== open[0]?.list) open.length = 0
      while (open.length > level) open.pop()
      while (open.length < level) {
        const list = item.ownerDocument.createElement(kind)
        const last = open.at(-1)?.list
        if (last) (last.lastElementChild || last.appendChild(item.ownerDocument.createElement('li'))).append(list)
        else item.before(list)
        open.push({ list })
      }
      item.querySelectorAll('[data-mark]').forEach((mark) => mark.remove())
      open.at(-1).list.append(rename(item, 'li'))
    }
  }

  const tidy = (body) => {
    // Google's documents wrap everything in one <b> that is not bold.
    body.querySelectorAll('b[data-weight="normal"], b[id^="docs-internal"]').forEach((wrap) => wrap.replaceWith(...wrap.childNodes))
    body.querySelectorAll('span[data-weight="bold"], span[data-weight="700"]').forEach((span) => rename(span, 'strong'))
    listWordItems(body)
    for (const table of body.querySelectorAll('table')) {
      for (const cell of table.querySelectorAll('td > p, th > p')) cell.replaceWith(...cell.childNodes, ' ')
      if (!table.querySelector('th')) table.rows[0]?.querySelectorAll('td').forEach((cell) => rename(cell, 'th'))
    }
    for (const link of body.querySelectorAll('a')) {
      if (!/^(https?|mailto):/i.test(link.getAttribute('href') || '')) link.replaceWith(...link.childNodes)
    }
  }

  document.addEventListener('paste', (event) => {
    const area = event.target
    const html = event.clipboardData?.getData('text/html')
    if (!html || !area.matches('[data-editor] textarea[id]') || !window.TurndownService) return
    if (!document.querySelector(`markdown-toolbar[for="${CSS.escape(area.id)}"]`)) return
    const body = reader.parseFromString(withoutStyles(html), 'text/html').body
    tidy(body)
    if (!body.querySelector(STRUCTURE)) return
    event.preventDefault()
    const text = converterOf().turndown(body).replace(/\u00a0/g, ' ').replace(/^(\s*(?:-|\d+\.)) {2,}/gm, '$1 ').trim()
    const before = area.value.slice(0, area.selectionStart)
    const gap = !text.includes('\n') || !before || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
    area.dispatchEvent(new CustomEvent('insert:text', { bubbles: true, detail: { text: gap + text } }))
  })
})()

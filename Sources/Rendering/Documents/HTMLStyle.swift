/// The look of pages: on a screen in light and dark mode, on a phone, and on paper.
enum HTMLStyle {
  static let rules: StaticString = """
    :root{color-scheme:light dark;--ink:#1f262c;--soft:#5b6670;--paper:#fff;--tint:#f4f6f8;\
    --line:#dce1e6;--link:#005a8f}
    @media screen and (prefers-color-scheme:dark){:root{--ink:#e6ebef;--soft:#a3aeb8;\
    --paper:#14181c;--tint:#1c2227;--line:#333c44;--link:#66b8ec}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,\
    -apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
    main{max-width:1200px;margin:0 auto;padding:20px 20px 48px}
    h1{font-size:1rem;line-height:1.2;margin:0 0 6px;color:var(--soft);font-weight:600}
    h2{font-size:1.3rem;margin:40px 0 12px;padding-top:16px;border-top:1px solid var(--line)}
    p{margin:8px 0;max-width:80ch;overflow-wrap:break-word}
    a{color:var(--link)}
    .headline{font-size:1.6rem;line-height:1.25;font-weight:600;margin:0 0 12px;max-width:none;\
    text-wrap:balance}
    .answer{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 40px;\
    grid-template-rows:auto auto 1fr;grid-auto-flow:dense}
    .answer>*{grid-column:1;align-self:start}
    .answer section+section{align-self:stretch;grid-column:2;grid-row:1/span 3}
    .answer h2{margin:0 0 6px;padding-top:10px;font-size:1.05rem}
    .answer figure{margin:6px 0}
    .answer section p{font-size:.9rem;margin:4px 0}
    .finding{padding:5px 0 6px;border-bottom:1px solid var(--line);break-inside:avoid}
    .finding:last-child{border-bottom:0}
    .answer .finding p{margin:0;font-size:.8rem;line-height:1.4;color:var(--soft);max-width:none}
    .answer .finding .head{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 16px;\
    font-size:.9rem;color:var(--ink)}
    .answer .finding .subject{color:var(--ink)}
    .amount{font-variant-numeric:tabular-nums;white-space:nowrap}
    code{font:.95em ui-monospace,"Liberation Mono",monospace;color:var(--link)}
    .coverage{font-weight:600;margin:14px 0;max-width:none}
    .note,.none,.data{color:var(--soft);font-size:.9rem}
    .note{max-width:none}
    .data{margin:4px 0 16px;font-size:.8rem}
    .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(165px,1fr));gap:10px;\
    margin:14px 0}
    .figures div{background:var(--tint);border-radius:8px;padding:8px 12px}
    dt{font-size:.85rem;color:var(--soft)}
    dd{margin:0;font-size:1.15rem;font-weight:600;font-variant-numeric:tabular-nums;\
    overflow-wrap:break-word}
    dd.detail{font-size:.8rem;font-weight:400;color:var(--soft)}
    nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px 16px;padding:0;margin:16px 0 0;\
    font-size:.9rem}
    footer{margin-top:40px;padding-top:16px;border-top:1px solid var(--line)}
    .glossary{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:6px 24px;\
    margin:16px 0 0}
    .glossary dt{font-weight:600;color:var(--ink)}
    .glossary dd{font-size:.85rem;font-weight:400;color:var(--soft)}
    figure{margin:16px 0}
    figure svg{display:block;width:100%;height:auto}
    figure .wide{max-width:720px}
    figure .narrow{display:none;max-width:480px}
    figcaption{color:var(--soft);font-size:.9rem;margin-top:6px}
    .scroll{overflow-x:auto;margin:16px 0 0}
    summary{cursor:pointer;font-weight:600;font-size:.9rem}
    table{width:100%;border-collapse:separate;border-spacing:0;font-size:.85rem;\
    font-variant-numeric:tabular-nums}
    table.slim{width:auto;min-width:min(30em,100%)}
    caption{text-align:left;font-weight:600;padding:0 0 6px}
    details caption{display:none}
    th,td{padding:5px 8px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
    th{font-weight:600}
    tbody th{font-weight:400}
    thead th{vertical-align:bottom;border-bottom:2px solid var(--line)}
    tfoot th,tfoot td{font-weight:600;border-bottom:0;border-top:2px solid var(--line)}
    th:first-child,td:first-child{padding-left:0}
    th:last-child,td:last-child{padding-right:0}
    .number{text-align:right;white-space:nowrap}
    thead .number{white-space:normal}
    .line{white-space:nowrap}
    .name{max-width:26em;overflow-wrap:break-word}
    .name:not(.line){min-width:13em}
    .word{white-space:nowrap}
    svg.trend{display:block;width:96px;height:18px}
    .main{font-weight:600}
    tbody th,tfoot th,thead th:first-child{position:sticky;left:0;background:var(--paper)}
    .zero{color:var(--soft)}
    @media (max-width:900px){
    .answer{display:block}
    .answer section+section h2{margin-top:20px}
    }
    @media (max-width:600px){
    main{padding:16px 14px 32px}
    .headline{font-size:1.3rem;text-wrap:wrap}
    .figures{grid-template-columns:repeat(2,minmax(0,1fr))}
    figure .wide{display:none}
    figure .narrow{display:block}
    .figures div{padding:8px 10px}
    dd{font-size:1rem}
    table,caption,tbody,tfoot{display:block}
    thead,.empty,tbody td.zero:not(.main),td:empty{display:none}
    .scroll{overflow:visible}
    tr{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 14px;padding:7px 0;\
    border-bottom:1px solid var(--line)}
    tfoot tr{border-bottom:0;border-top:2px solid var(--line)}
    tbody th,tbody td,tfoot th,tfoot td{border:0;padding:0;position:static}
    tr th{order:0;flex:1 1 auto;min-width:0;max-width:100%}
    tr .name:not(.line){min-width:0}
    tr .main{order:1;margin-left:auto;font-size:1rem}
    tr td{order:3}
    tr td.name{order:2;flex:1 0 100%;color:var(--soft);max-width:none}
    tr td.trend{order:2}
    td.number:not(.main)::before,td.main:not(:nth-child(2))::before{content:attr(data-label) " ";\
    color:var(--soft);font-weight:400;font-size:.75rem}
    }
    @media print{
    @page{size:A4;margin:14mm 12mm 16mm;@bottom-right{content:counter(page) " / " counter(pages);\
    font:8pt sans-serif;color:#5b6670}}
    body{font-size:10pt}
    main{max-width:none;padding:0}
    .headline{font-size:15pt}
    h2{font-size:13pt;margin:18pt 0 6pt;padding-top:6pt;break-after:avoid}
    nav,.data{display:none}
    details::details-content{content-visibility:visible;block-size:auto}
    figure,.figures div,tr,.short,.glossary div{break-inside:avoid}
    caption,thead,summary{break-after:avoid}
    tbody th,tfoot th,thead th:first-child{position:static}
    thead{display:table-header-group}
    tfoot{display:table-row-group}
    .scroll{overflow:visible}
    table{font-size:7.5pt}
    .name:not(.line){min-width:9em}
    th,td{padding:2pt 4pt}
    svg.trend{width:60px;height:12px}
    .answer{display:block}
    .answer figure .wide{max-width:150mm}
    .figures{grid-template-columns:repeat(auto-fit,minmax(32mm,1fr))}
    .figures div{border:1px solid var(--line)}
    }
    """
}

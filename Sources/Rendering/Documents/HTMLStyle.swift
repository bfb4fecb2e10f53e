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
    main{max-width:1200px;margin:0 auto;padding:24px 20px 48px}
    h1{font-size:1.9rem;line-height:1.2;margin:0 0 8px}
    h2{font-size:1.3rem;margin:40px 0 12px;padding-top:16px;border-top:1px solid var(--line)}
    p{margin:8px 0;max-width:80ch;overflow-wrap:anywhere}
    a{color:var(--link)}
    .coverage{font-weight:600}
    .note,.none{color:var(--soft);font-size:.9rem}
    .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:12px;\
    margin:20px 0}
    .figures div{background:var(--tint);border-radius:8px;padding:12px 14px}
    dt{font-size:.85rem;color:var(--soft)}
    dd{margin:0;font-size:1.15rem;font-weight:600;font-variant-numeric:tabular-nums;\
    overflow-wrap:anywhere}
    dd.detail{font-size:.8rem;font-weight:400;color:var(--soft)}
    nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px 16px;padding:0;margin:16px 0 0;\
    font-size:.9rem}
    figure{margin:16px 0}
    figure svg{display:block;width:100%;height:auto}
    figure .wide{max-width:720px}
    figure .narrow{display:none;max-width:480px}
    figcaption{color:var(--soft);font-size:.9rem;margin-top:6px}
    .scroll{overflow-x:auto;margin:16px 0}
    table{border-collapse:separate;border-spacing:0;font-size:.85rem;font-variant-numeric:tabular-nums}
    caption{text-align:left;font-weight:600;padding:0 0 6px}
    th,td{padding:5px 10px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
    th{font-weight:600}
    tbody th{font-weight:400}
    thead th{vertical-align:bottom;border-bottom:2px solid var(--line)}
    tfoot th,tfoot td{font-weight:600;border-bottom:0;border-top:2px solid var(--line)}
    th:first-child,td:first-child{padding-left:0}
    .number{text-align:right;white-space:nowrap}
    .line{white-space:nowrap}
    .name:not(.line){min-width:13em}
    tbody th,tfoot th,thead th:first-child{position:sticky;left:0;background:var(--paper)}
    .zero{color:var(--soft)}
    @media (max-width:600px){
    main{padding:16px 14px 32px}
    h1{font-size:1.5rem}
    .figures{grid-template-columns:repeat(2,1fr)}
    figure .wide{display:none}
    figure .narrow{display:block}
    .figures div{padding:10px 12px}
    dd{font-size:1rem}
    }
    @media print{
    @page{size:A4;margin:14mm 12mm}
    body{font-size:10pt}
    main{max-width:none;padding:0}
    h2{font-size:13pt;margin:18pt 0 6pt;padding-top:6pt;break-after:avoid}
    nav{display:none}
    figure,.figures div,tr,.short{break-inside:avoid}
    caption,thead{break-after:avoid}
    tbody th,tfoot th,thead th:first-child{position:static}
    thead{display:table-header-group}
    tfoot{display:table-row-group}
    .scroll{overflow:visible}
    table{font-size:7.5pt}
    .name:not(.line){min-width:9em}
    th,td{padding:2pt 4pt}
    .figures{grid-template-columns:repeat(4,1fr)}
    .figures div{border:1px solid var(--line)}
    }
    """
}

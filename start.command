#!/bin/sh
# Opens the dashboard on macOS by a double-click, on Linux by ./start.command.
cd "$(dirname "$0")" || exit 2
for python in python3.12 python3.11 python3; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        "$python" start.py "$@"
        status=$?
        break
    fi
done
if [ -z "${status+found}" ]; then
    echo "没有找到可用的 Python：看板需要 Python 3.11 或更新版本，请到 https://www.python.org 安装后再打开。"
    status=2
fi
if [ "$status" -ne 0 ] && [ "$status" -ne 130 ] && [ -t 0 ]; then
    printf '按回车键关闭窗口。'
    read -r _
fi
exit "$status"
